declare module "virtual:contract" {
  export const contract: import("./contract.ts").Contract;
}
