import { type ComponentType, type LazyExoticComponent, lazy } from "react";

export interface PictureProps {
  readonly id: string;
  readonly thing: Readonly<Record<string, unknown>>;
}
interface Picture {
  readonly Picture: LazyExoticComponent<ComponentType<PictureProps>>;
  /** Fields that the picture shows already. */
  readonly shows: readonly string[];
}

/** What stands above the fields of a thing whose story is better seen than read. The rest of its page is drawn from the contract like any other. */
export const pictures: Readonly<Record<string, Picture>> = {
  "sales/orders": {
    Picture: lazy(async () => ({ default: (await import("./order/order-picture.tsx")).OrderPicture })),
    shows: ["lines", "status", "fulfilment", "billing", "payment", "net", "invoiced", "credited", "paid", "owed"],
  },
  "sales/customers": {
    Picture: lazy(async () => ({ default: (await import("./customer/customer-picture.tsx")).CustomerPicture })),
    shows: [],
  },
};
