/** How much of a thing is sold from January to December, 1 on average over the year or thereabouts. */
export const seasons = {
  spring: [0.5, 0.8, 1.5, 1.9, 1.7, 1.3, 1.0, 0.8, 0.7, 0.5, 0.4, 0.5],
  autumn: [0.9, 0.7, 0.6, 0.6, 0.6, 0.6, 0.7, 1.0, 1.5, 1.9, 1.7, 1.2],
  gifts: [0.4, 0.5, 1.2, 1.4, 1.2, 0.9, 0.7, 0.6, 0.7, 0.9, 1.6, 2.2],
  steady: [0.9, 0.9, 1.1, 1.1, 1.1, 1.1, 1.0, 1.0, 1.0, 0.9, 0.9, 0.9],
} as const satisfies Record<string, readonly number[]>;
type Season = keyof typeof seasons;

/** Prices and costs in cents, before tax. `lot` is what a dealer takes of it at once, about. */
export interface Product {
  readonly sku: string;
  readonly name: string;
  readonly family: string;
  readonly kind: "goods" | "service";
  readonly unit: string;
  readonly price: number;
  readonly cost: number;
  readonly season: Season;
  readonly lot: number;
  /** How often it is asked for, against the others. */
  readonly demand: number;
}

const goods =
  (family: string, season: Season, unit = "piece") =>
  (sku: string, name: string, euros: number, costEuros: number, lot: number, demand: number): Product => ({
    sku,
    name,
    family,
    kind: "goods",
    unit,
    price: Math.round(euros * 100),
    cost: Math.round(costEuros * 100),
    season,
    lot,
    demand,
  });
const service = (sku: string, name: string, unit: string, euros: number, lot: number, demand: number): Product => ({
  ...goods("Services", "steady", unit)(sku, name, euros, 0, lot, demand),
  kind: "service",
});
const [city, electric, cargo, kids, gravel] = [
  goods("City bikes", "spring"),
  goods("Electric bikes", "spring"),
  goods("Cargo bikes", "spring"),
  goods("Children's bikes", "gifts"),
  goods("Gravel bikes", "spring"),
];
const [frames, parts, lights, wear] = [goods("Frames", "steady"), goods("Parts", "steady"), goods("Lights and locks", "autumn"), goods("Bags", "gifts")];

/** What the company makes and sells. */
export const products: readonly Product[] = [
  city("CITY-S", "City bike Marlene, small", 489, 268, 4, 5),
  city("CITY-M", "City bike Marlene, medium", 489, 268, 6, 8),
  city("CITY-L", "City bike Marlene, large", 499, 274, 4, 6),
  city("TREK-M", "Touring bike Fernweh, medium", 689, 371, 4, 6),
  city("TREK-L", "Touring bike Fernweh, large", 699, 378, 4, 5),
  electric("ECITY-S", "Electric city bike Lumen, small", 1449, 842, 3, 5),
  electric("ECITY-M", "Electric city bike Lumen, medium", 1449, 842, 4, 8),
  electric("ECITY-L", "Electric city bike Lumen, large", 1479, 861, 3, 5),
  electric("ETREK-M", "Electric touring bike Weitblick, medium", 1929, 1140, 3, 6),
  electric("ETREK-L", "Electric touring bike Weitblick, large", 1949, 1152, 3, 4),
  cargo("CARGO-2", "Cargo bike Packesel, two wheels", 2290, 1395, 2, 3),
  cargo("CARGO-3", "Cargo bike Lastkahn, three wheels", 2790, 1710, 2, 2),
  cargo("ECARGO", "Electric cargo bike Packesel E", 3690, 2320, 2, 3),
  kids("KIDS-16", "Children's bike Floh, 16 inch", 179, 92, 6, 5),
  kids("KIDS-20", "Children's bike Floh, 20 inch", 219, 113, 6, 6),
  kids("KIDS-24", "Children's bike Springer, 24 inch", 289, 152, 4, 4),
  kids("BALANCE", "Balance bike Knirps", 89, 41, 8, 5),
  gravel("GRAVEL-M", "Gravel bike Schotterkind, medium", 1290, 735, 2, 4),
  gravel("GRAVEL-L", "Gravel bike Schotterkind, large", 1290, 735, 2, 3),
  frames("FRAME-CITY-M", "Frame Marlene, medium", 148, 79, 5, 2),
  frames("FRAME-GRAVEL-M", "Frame Schotterkind, medium", 310, 172, 3, 2),
  parts("WHEEL-28F", "Front wheel 28 inch", 39.9, 19.4, 10, 5),
  parts("WHEEL-28R", "Rear wheel 28 inch, hub gear", 94.5, 52.2, 8, 5),
  parts("TYRE-28", "Tyre 28 inch, puncture resistant", 17.9, 8.15, 30, 8),
  parts("TUBE-28", "Inner tube 28 inch", 3.45, 1.12, 60, 7),
  parts("CHAIN", "Chain, eight speeds", 9.8, 4.25, 30, 6),
  parts("BRAKEPAD", "Brake pads, pair", 5.6, 1.98, 40, 7),
  parts("SADDLE", "Saddle Sofa", 24.9, 11.6, 12, 5),
  parts("GRIP", "Grips, pair", 8.9, 3.4, 20, 4),
  parts("PEDAL", "Pedals, pair", 14.5, 6.1, 15, 4),
  parts("BATTERY-500", "Battery 500 Wh", 389, 241, 4, 4),
  parts("BELL", "Bell Ding", 3.9, 1.25, 40, 4),
  lights("LIGHT-F", "Front light 70 lux", 32.5, 15.9, 15, 6),
  lights("LIGHT-R", "Rear light with brake light", 14.9, 6.6, 15, 6),
  lights("LIGHT-SET", "Battery light set", 19.9, 9.1, 20, 7),
  lights("LOCK-CHAIN", "Chain lock, 110 cm", 34.9, 17.2, 12, 5),
  lights("LOCK-FRAME", "Frame lock", 21.5, 10.3, 15, 4),
  wear("BAG-REAR", "Pannier, waterproof, 20 l", 42.5, 19.8, 10, 5),
  wear("BASKET", "Front basket, willow", 22.9, 9.7, 10, 3),
  wear("SEAT-CHILD", "Child seat, rear", 78, 39.5, 5, 4),
  service("SRV-ASSEMBLY", "Final assembly at the dealer's", "hour", 68, 4, 2),
  service("SRV-TRAINING", "Workshop training", "day", 690, 1, 1),
];

/** Whom the goods come from: made up, with names that say so. */
export const suppliers = [
  { name: "Rohrwerk Muster GmbH", city: "Chemnitz", country: "DE", termDays: 30 },
  { name: "Telaio Esempio S.r.l.", city: "Vicenza", country: "IT", termDays: 45 },
  { name: "Antriebstechnik Beispiel AG", city: "Winterthur", country: "CH", termDays: 30 },
  { name: "Lampenmanufaktur Probe KG", city: "Lüdenscheid", country: "DE", termDays: 14 },
  { name: "Correntes Exemplo Lda.", city: "Águeda", country: "PT", termDays: 60 },
  { name: "Gumy Vzorek s.r.o.", city: "Zlín", country: "CZ", termDays: 30 },
] as const;
