import * as z from "zod";
import { defineEvent } from "../../domain/kernel/event.ts";
import { CustomerId } from "../../domain/kernel/values.ts";

export const CustomerRevised = defineEvent({
  context: "sales",
  name: "CustomerRevised",
  version: 1,
  visibility: "public",
  about: "What is known of a customer changed. Names the fields that moved, never their contents.",
  noun: "customer",
  subject: ({ customerId }) => customerId,
  data: z.object({ customerId: CustomerId, changed: z.array(z.string()).min(1) }),
});
