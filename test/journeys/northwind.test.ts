import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { checkDelivered } from "../../examples/kit/delivered.ts";
import { exactNet, roundedCents, written } from "../../examples/northwind/exact.ts";
import { daysOf, paidOn } from "../../examples/northwind/plan.ts";
import { absent, dataFolder, type Northwind, type OrderRow, readNorthwind } from "../../examples/northwind/read.ts";
import { replay } from "../../examples/northwind/replay.ts";
import { type Runtime, startRuntime } from "../../local/runtime.ts";

const missing = absent();

describe("the files of Northwind", () => {
  const folder = mkdtempSync(join(tmpdir(), "weft-northwind-"));
  const write = (orders: string) => {
    writeFileSync(
      join(folder, "customers.csv"),
      "customerID,companyName,address,city,region,postalCode,country\nA,Bon app',12, rue X,Lille,NULL,59000,France\n",
    );
    writeFileSync(
      join(folder, "products.csv"),
      "productID,productName,categoryID,quantityPerUnit,unitPrice,unitsInStock,reorderLevel,discontinued\n1,Chai,1,10 boxes,18.00,39,10,0\n",
    );
    writeFileSync(join(folder, "categories.csv"), 'categoryID,categoryName,description\n1,Beverages,"Tea, coffee"\n');
    writeFileSync(join(folder, "shippers.csv"), "shipperID,companyName\n1,Speedy Express\n");
    writeFileSync(join(folder, "order-details.csv"), "orderID,productID,unitPrice,quantity,discount\n7,1,14.40,3,0.15\n");
    writeFileSync(join(folder, "orders.csv"), `orderID,customerID,employeeID,orderDate,requiredDate,shippedDate,shipVia,freight,shipAddress\n${orders}\n`);
  };
  afterAll(() => rmSync(folder, { recursive: true }));

  it("are read as they are: commas in addresses, NULL, cents and percents without floats", () => {
    write("7,A,5,1996-07-04 00:00:00.000,1996-08-01 00:00:00.000,NULL,1,32.38,2, rue Y");
    const { customers, orders, products } = readNorthwind(folder);
    expect(customers).toMatchObject([{ companyName: "Bon app'", address: "12, rue X", city: "Lille", region: undefined, country: "France" }]);
    expect(products).toMatchObject([{ unitPrice: 1800, discontinued: false }]);
    expect(orders).toMatchObject([
      { orderDate: "1996-07-04", shippedDate: undefined, freight: 3238, details: [{ unitPrice: 1440, quantity: 3, discount: 15 }] },
    ]);
  });

  it("end the reading where a row is not what it should be", () => {
    write("7,A,5,yesterday,1996-08-01 00:00:00.000,NULL,1,32.38,x");
    expect(() => readNorthwind(folder)).toThrow("orders.csv, row 2");
    expect(absent(join(folder, "elsewhere"))).toMatch(/^The Northwind data is not at .*WEFT_DATA\.$/);
  });
});

describe("the plan", () => {
  const order = (orderID: string, orderDate: string, shippedDate?: string) => ({ orderID, orderDate, shippedDate, details: [] }) as unknown as OrderRow;

  it("wins, ships and collects day by day, and ends with the last day the data speaks of", () => {
    const orders = [order("1", "1996-07-04", "1996-07-04"), order("2", "1996-07-04", "1996-08-20"), order("3", "1996-08-10")];
    expect(orders.map(paidOn)).toEqual(["1996-08-03", "1996-08-20", undefined]);
    const told = daysOf(orders).map(({ date, ...day }) => [
      date,
      ...Object.values(day).map((list: readonly OrderRow[]) => list.map(({ orderID }) => orderID).join("")),
    ]);
    expect(told).toEqual([
      ["1996-07-04", "12", "1", ""],
      ["1996-08-03", "", "", "1"],
      ["1996-08-10", "3", "", ""],
      ["1996-08-20", "", "2", "2"],
    ]);
  });

  it("computes without rounding, and rounds half away from zero", () => {
    const net = exactNet({ quantity: 5, unitPrice: { minor: 1450 }, discountPercent: 25 });
    expect([written(net), roundedCents(net)]).toEqual(["54.375", 5438]);
    expect([written(-net), roundedCents(-net)]).toEqual(["-54.375", -5438]);
  });
});

// Skipped with its reason where the data is not beside the repository.
describe.skipIf(missing !== undefined)(missing ?? "the first orders of Northwind", () => {
  let runtime: Runtime;
  let northwind: Northwind;
  beforeAll(async () => {
    northwind = readNorthwind(dataFolder(), 60);
    runtime = await startRuntime({ assemblyDir: inject("assemblyDir"), port: 0, dataDir: "memory" });
  }, 120_000);
  afterAll(() => runtime?.stop());

  it("stand in their own year: books, stock, receivables and numbers agree with the data to the cent, and nothing is lost", async () => {
    const token = await runtime.token({ tenant: "northwind", role: "admin" });
    const { checks, report } = await replay(northwind, runtime.url, token);
    const all = [...checks, ...(await checkDelivered(runtime))];
    expect(all.filter(({ ok }) => !ok)).toEqual([]);
    expect(all.length).toBeGreaterThanOrEqual(15);
    expect(report).toMatch(/^ {2}1996 +[\d,]+\.\d\d +[\d,]+\.\d\d$/m);
  }, 900_000);
});
