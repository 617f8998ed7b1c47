import type { Draw } from "./draw.ts";

/** How a customer pays: days after what is due, and in what manner. */
export type Payer = "prepays" | "early" | "on-time" | "late" | "very-late" | "in-parts" | "rounds-up";

export interface Customer {
  readonly no: number;
  readonly name: string;
  readonly email: string;
  readonly taxId?: string;
  readonly address: { readonly street: readonly string[]; readonly postalCode: string; readonly city: string; readonly country: string };
  readonly segment: string;
  readonly termDays: number;
  /** Domestic 19 %, to another member state, or out of the union. */
  readonly taxCode: "S19" | "K" | "G";
  readonly invoicing: "on-order" | "on-shipment";
  readonly discountPercent: number;
  /** Against the others: how often it buys, and how much at once. */
  readonly weight: number;
  readonly payer: Payer;
}

/** Names say that nobody is meant. `share` is how many of a hundred customers are of the kind. */
const segments = [
  {
    segment: "dealer",
    share: 58,
    weight: 1,
    terms: [14, 30, 30],
    discounts: [0, 0, 3],
    names: ["Radhaus", "Velo Muster", "Zweirad Beispiel", "Speichenstube"],
  },
  { segment: "chain", share: 10, weight: 4, terms: [30, 45, 60], discounts: [8, 10, 12], names: ["Pedalwelt", "Radmarkt"] },
  { segment: "online", share: 10, weight: 3, terms: [14, 30], discounts: [5, 7], names: ["Klickrad", "Versandrad"] },
  { segment: "rental", share: 12, weight: 1.5, terms: [14, 30], discounts: [3, 5], names: ["Stadtrad-Verleih", "Inselrad"] },
  { segment: "public", share: 10, weight: 0.8, terms: [30, 30], discounts: [0], names: ["Stadtwerke Musterrad", "Lastenrad-Initiative"] },
] as const;

const payers: readonly (readonly [Payer, share: number])[] = [
  ["prepays", 6],
  ["early", 20],
  ["on-time", 44],
  ["late", 16],
  ["very-late", 5],
  ["in-parts", 5],
  ["rounds-up", 4],
];

const cities = [
  ..."Bremen 28195,Hamburg 20095,Kiel 24103,Lübeck 23552,Rostock 18055,Berlin 10115,Potsdam 14467,Leipzig 04109,Dresden 01067,Erfurt 99084".split(","),
  ..."Jena 07743,Magdeburg 39104,Hannover 30159,Göttingen 37073,Oldenburg 26122,Münster 48143,Bielefeld 33602,Dortmund 44135,Essen 45127".split(","),
  ..."Köln 50667,Bonn 53111,Aachen 52062,Mainz 55116,Frankfurt 60311,Kassel 34117,Marburg 35037,Heidelberg 69117,Karlsruhe 76133".split(","),
  ..."Freiburg 79098,Stuttgart 70173,Tübingen 72070,Ulm 89073,Konstanz 78462,Augsburg 86150,München 80331,Regensburg 93047,Nürnberg 90402".split(","),
  ..."Würzburg 97070,Bamberg 96047,Passau 94032,Trier 54290,Saarbrücken 66111".split(","),
]
  .map((each) => `DE ${each}`)
  .concat(
    "AT Wien 1010,AT Graz 8010,AT Linz 4020,AT Salzburg 5020,NL Utrecht 3511,NL Groningen 9711,NL Eindhoven 5611,BE Gent 9000,BE Leuven 3000".split(","),
    "DK Odense 5000,DK Aarhus 8000,FR Strasbourg 67000,FR Nantes 44000,IT Bolzano 39100,LU Luxembourg 1111,CH Basel 4051,CH Bern 3011,CH Zürich 8001".split(
      ",",
    ),
  )
  .map((each) => {
    const [country = "", city = "", postalCode = ""] = each.split(" ");
    return { country, city, postalCode };
  });
/** One customer a city, so that no two have one name. */
export const MOST_CUSTOMERS = cities.length;

const streets = ["Musterstr.", "Beispielweg", "Am Probeplatz", "Fahrradallee", "Speichengasse", "Kettenweg"];
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/ä/g, "ae")
    .replace(/ö/g, "oe")
    .replace(/ü/g, "ue")
    .replace(/[^a-z]+/g, "-");

export function drawCustomers(draw: Draw, count: number): Customer[] {
  return draw.several(cities, count).map(({ country, city, postalCode }, no): Customer => {
    const { segment, weight, terms, discounts, names } = draw.weighted(segments, ({ share }) => share);
    const name = `${draw.of<string>(names)} ${city}`;
    const [payer] = draw.weighted(payers, ([, share]) => share);
    const taxCode = country === "DE" ? "S19" : country === "CH" ? "G" : "K";
    return {
      no,
      name,
      email: `einkauf@${plain(name)}.example`,
      // Shops that are billed without tax must be known by number; the zeros are those of nobody.
      ...(taxCode === "K" ? { taxId: `${country}000000${String(no).padStart(3, "0")}` } : {}),
      address: { street: [`${draw.of(streets)} ${draw.whole(1, 120)}`], postalCode, city, country },
      segment,
      termDays: payer === "prepays" ? 0 : draw.of<number>(terms),
      taxCode,
      invoicing: segment === "chain" || draw.chance(0.06) ? "on-shipment" : "on-order",
      discountPercent: draw.of<number>(discounts),
      weight: weight * (0.5 + 2 * draw.fraction() ** 2),
      payer: segment === "public" && payer === "very-late" ? "late" : payer,
    };
  });
}
