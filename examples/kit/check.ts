/** Something that must hold, and what is said of it either way. */
export interface Check {
  readonly ok: boolean;
  readonly says: string;
}
export const check = (ok: boolean, says: string): Check => ({ ok, says });
