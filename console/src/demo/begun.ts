const keyOf = (tenant: string): string => `weft.demo ${tenant}`;

/** Whether this browser began to fill the tenant and did not come to the end. */
export const wasBegun = (storage: Storage, tenant: string): boolean => storage.getItem(keyOf(tenant)) !== null;
export const begin = (storage: Storage, tenant: string): void => storage.setItem(keyOf(tenant), "begun");
export const end = (storage: Storage, tenant: string): void => storage.removeItem(keyOf(tenant));
