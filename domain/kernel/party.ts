import * as z from "zod";

/** Kept in lower case, so that two spellings of one mailbox are seen as one. */
export const Email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .regex(z.regexes.email, "must be an e-mail address")
  .meta({ description: "Kept in lower case", example: "orders@example.com" });
/** E.164: `+` and up to 15 digits. Blanks, brackets, dots and hyphens that people type are taken out. */
export const Phone = z
  .string()
  .max(40)
  .overwrite((typed) => typed.replace(/[\s().-]/g, ""))
  .regex(/^\+[1-9]\d{6,14}$/, "must be an international number such as +49301234567")
  .meta({ description: "E.164", example: "+49301234567" });
/** A VAT or tax registration number in capitals without blanks, dots or hyphens. */
export const TaxId = z
  .string()
  .max(40)
  .overwrite((typed) => typed.replace(/[\s.-]/g, "").toUpperCase())
  .regex(/^[A-Z0-9]{4,20}$/, "must have 4–20 letters or digits")
  .meta({ description: "VAT or tax registration number", example: "DE123456789" });
