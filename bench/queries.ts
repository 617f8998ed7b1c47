import type { Shop } from "./shop.ts";
import { SKUS } from "./shop.ts";

/** Things to look at. */
export interface Sample {
  readonly shop: Shop;
  readonly orderId: string;
  readonly invoiceId: string;
  readonly shipmentId: string;
  readonly paymentId: string;
  readonly creditNoteId: string;
  readonly opportunityId: string;
  readonly importId: string;
  readonly supplierId: string;
  readonly deadLetterId: string;
}

/** Every query, and each of its ways to be asked that reads another index. */
export const queries: readonly { readonly useCase: string; readonly as: string; readonly path: (sample: Sample) => string }[] = [
  { useCase: "sales/list-customers", as: "", path: () => "/sales/customers" },
  { useCase: "sales/show-customer", as: "", path: ({ shop }) => `/sales/customers/${shop.customerId}` },
  { useCase: "sales/list-customer-facts", as: "", path: ({ shop }) => `/sales/customers/${shop.customerId}/facts` },
  { useCase: "sales/show-timeline", as: "", path: ({ shop }) => `/sales/customers/${shop.customerId}/timeline` },
  { useCase: "sales/list-opportunities", as: "all", path: () => "/sales/opportunities" },
  { useCase: "sales/list-opportunities", as: "of a customer", path: ({ shop }) => `/sales/opportunities?customerId=${shop.customerId}` },
  { useCase: "sales/list-opportunities", as: "in a stage", path: () => "/sales/opportunities?stage=won" },
  { useCase: "sales/show-opportunity", as: "", path: ({ opportunityId }) => `/sales/opportunities/${opportunityId}` },
  { useCase: "sales/list-opportunity-facts", as: "", path: ({ opportunityId }) => `/sales/opportunities/${opportunityId}/facts` },
  { useCase: "sales/list-orders", as: "all", path: () => "/sales/orders" },
  { useCase: "sales/list-orders", as: "of a customer", path: ({ shop }) => `/sales/orders?customerId=${shop.customerId}` },
  { useCase: "sales/show-order", as: "", path: ({ orderId }) => `/sales/orders/${orderId}` },
  { useCase: "sales/list-order-facts", as: "", path: ({ orderId }) => `/sales/orders/${orderId}/facts` },
  { useCase: "catalog/list-products", as: "", path: () => "/catalog/products" },
  { useCase: "catalog/show-product", as: "", path: () => `/catalog/products/${SKUS[0]}` },
  { useCase: "catalog/list-product-facts", as: "", path: () => `/catalog/products/${SKUS[0]}/facts` },
  { useCase: "inventory/list-stock-levels", as: "", path: () => "/inventory/stock-levels" },
  { useCase: "inventory/show-stock-level", as: "", path: () => `/inventory/stock-levels/${SKUS[0]}` },
  { useCase: "inventory/list-stock-moves", as: "", path: () => `/inventory/stock-levels/${SKUS[0]}/moves` },
  { useCase: "inventory/list-reservations", as: "to ship", path: () => "/inventory/reservations" },
  { useCase: "inventory/list-reservations", as: "of an order", path: ({ orderId }) => `/inventory/reservations?orderId=${orderId}` },
  { useCase: "inventory/list-reservation-facts", as: "", path: ({ orderId }) => `/inventory/reservations/${orderId}/facts` },
  { useCase: "inventory/show-shipment", as: "", path: ({ shipmentId }) => `/inventory/shipments/${shipmentId}` },
  { useCase: "inventory/list-shipment-facts", as: "", path: ({ shipmentId }) => `/inventory/shipments/${shipmentId}/facts` },
  { useCase: "inventory/list-shipments", as: "all", path: () => "/inventory/shipments" },
  { useCase: "inventory/list-shipments", as: "of an order", path: ({ orderId }) => `/inventory/shipments?orderId=${orderId}` },
  { useCase: "inventory/list-back-orders", as: "all", path: () => "/inventory/back-orders" },
  { useCase: "inventory/list-back-orders", as: "of a product", path: () => `/inventory/back-orders?sku=${SKUS[0]}` },
  { useCase: "finance/show-customer-balance", as: "", path: ({ shop }) => `/finance/customer-balance?customerId=${shop.customerId}` },
  { useCase: "finance/list-accounts", as: "", path: () => "/finance/accounts" },
  { useCase: "finance/list-invoices", as: "of a customer", path: ({ shop }) => `/finance/invoices?customerId=${shop.customerId}` },
  { useCase: "finance/list-invoices", as: "of an order", path: ({ orderId }) => `/finance/invoices?orderId=${orderId}` },
  { useCase: "finance/list-invoices", as: "open", path: () => "/finance/invoices?status=open" },
  { useCase: "finance/list-invoices", as: "credited", path: () => "/finance/invoices?status=credited" },
  { useCase: "finance/show-invoice", as: "", path: ({ invoiceId }) => `/finance/invoices/${invoiceId}` },
  { useCase: "finance/list-invoice-facts", as: "", path: ({ invoiceId }) => `/finance/invoices/${invoiceId}/facts` },
  { useCase: "finance/list-payments", as: "", path: () => "/finance/payments" },
  { useCase: "finance/list-payments", as: "of a customer", path: ({ shop }) => `/finance/payments?customerId=${shop.customerId}` },
  { useCase: "finance/show-payment", as: "", path: ({ paymentId }) => `/finance/payments/${paymentId}` },
  { useCase: "finance/list-payment-facts", as: "", path: ({ paymentId }) => `/finance/payments/${paymentId}/facts` },
  { useCase: "finance/list-credit-notes", as: "", path: () => "/finance/credit-notes" },
  { useCase: "finance/list-credit-notes", as: "of a customer", path: ({ shop }) => `/finance/credit-notes?customerId=${shop.customerId}` },
  { useCase: "finance/show-credit-note", as: "", path: ({ creditNoteId }) => `/finance/credit-notes/${creditNoteId}` },
  { useCase: "finance/list-credit-note-facts", as: "", path: ({ creditNoteId }) => `/finance/credit-notes/${creditNoteId}/facts` },
  { useCase: "finance/list-journal-entries", as: "", path: () => "/finance/journal-entries" },
  { useCase: "finance/show-trial-balance", as: "", path: () => "/finance/trial-balance" },
  { useCase: "finance/show-monthly-figures", as: "", path: () => "/finance/monthly-figures" },
  { useCase: "finance/show-receivables", as: "", path: () => "/finance/receivables" },
  { useCase: "purchasing/list-suppliers", as: "", path: () => "/purchasing/suppliers" },
  { useCase: "purchasing/show-supplier", as: "", path: ({ supplierId }) => `/purchasing/suppliers/${supplierId}` },
  { useCase: "purchasing/list-supplier-facts", as: "", path: ({ supplierId }) => `/purchasing/suppliers/${supplierId}/facts` },
  { useCase: "platform/show-traffic", as: "", path: () => "/platform/traffic" },
  { useCase: "platform/list-dead-letters", as: "", path: () => "/platform/dead-letters" },
  { useCase: "platform/show-dead-letter", as: "", path: ({ deadLetterId }) => `/platform/dead-letters/${deadLetterId}` },
  { useCase: "platform/list-dead-letter-facts", as: "", path: ({ deadLetterId }) => `/platform/dead-letters/${deadLetterId}/facts` },
  { useCase: "platform/list-imports", as: "", path: () => "/platform/imports" },
  { useCase: "platform/show-import", as: "", path: ({ importId }) => `/platform/imports/${importId}` },
  { useCase: "platform/list-import-chunks", as: "", path: ({ importId }) => `/platform/imports/${importId}/chunks` },
  { useCase: "platform/list-import-rows", as: "", path: ({ importId }) => `/platform/imports/${importId}/rows` },
];
