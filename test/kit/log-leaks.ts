/** What no log line may hold, whoever wrote it: an e-mail address, a telephone number, a bank account, a token. */
const forms: readonly (readonly [what: string, form: RegExp])[] = [
  ["an e-mail address", /[a-z0-9._%+-]+(@|%40)[a-z0-9.-]+\.[a-z]{2,}/i],
  ["a telephone number", /\+[1-9]\d{7,14}\b/],
  ["a bank account", /\b[A-Z]{2}\d{2}[A-Z0-9]{11,30}\b/],
  ["a token", /\beyJ[\w-]{10,}\.[\w-]+\.?|\bBearer\s+\S{20,}/],
];
/** Fields whose values are about a person or are a person's own words. */
const personal =
  /^(name|firstName|lastName|email|phone|taxId|street|city|postalCode|region|title|requirement|strength|weakness|lostTo|memo|note|reason|reference|description|iban)$/;

/** The personal data that was sent in, as it was written. */
export class Confided {
  readonly #values = new Set<string>();

  /** Notes every personal value in a request. One that is short or a plain word says nothing of anybody and would be found everywhere. */
  note(body: unknown, depth = 0): void {
    if (typeof body !== "object" || body === null || depth > 20) return;
    if (Array.isArray(body)) return body.forEach((each) => this.note(each, depth + 1));
    for (const [field, value] of Object.entries(body)) {
      const words = [value].flat().filter((each) => typeof each === "string" && each.length >= 8 && /\W/.test(each) && personal.test(field));
      for (const word of words) this.#values.add(String(word));
      this.note(value, depth + 1);
    }
  }

  /** What a log line tells that it must not. */
  leaksIn(line: string): string[] {
    const said = [...this.#values].filter((value) => line.includes(value) || line.includes(JSON.stringify(value).slice(1, -1)));
    return [...forms.filter(([, form]) => form.test(line)).map(([what]) => what), ...said.map((value) => `the text "${value}"`)].map(
      (what) => `${what} in the log line ${line.slice(0, 400)}`,
    );
  }
}
