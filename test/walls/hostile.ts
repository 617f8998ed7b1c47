/** Texts that break what trusts them: keys of ours, expressions of the table, prototypes, markup, formulas, and what Unicode allows. */
export const hostileTexts: readonly string[] = [
  "",
  " ",
  "#",
  "sales#acme#customer#01JD3Z7Q8R5T6V9W0X1Y2Z3A4B",
  "a = :b OR attribute_exists(pk)",
  ":p",
  "#p",
  "' OR 1=1 --",
  "__proto__",
  "constructor",
  "toString",
  "../../health",
  "..%2f..%2fhealth",
  "${jndi:ldap://127.0.0.1/a}",
  "<script>alert(1)</script>",
  '=HYPERLINK("http://127.0.0.1","x")',
  "null",
  "undefined",
  "NaN",
  "-0",
  "1e400",
  "true",
  "[object Object]",
  "\u0000",
  "a\u0000b",
  "line\r\nX-Injected: yes",
  "\u202egnp.exe",
  "\ufeff",
  "\uffff",
  "\ud800",
  "ok \udfff end",
  "e\u0301".repeat(50),
  "👩‍👩‍👧‍👦",
  "👩‍👩‍👧‍👦".repeat(60),
  "𒐫".repeat(200),
  "ﷺ".repeat(200),
  "ß",
  "İ",
  "２０２６",
  "x".repeat(10_000),
  "2026-02-30",
  "0000-01-01",
  "9999-12-31",
  "+10000-01-01",
];
/** Numbers at the edges of doubles, of whole numbers and of patience. */
export const hostileNumbers: readonly number[] = [
  0,
  -0,
  -1,
  0.1,
  1e-7,
  0.000_001,
  1e-300,
  1e9,
  1e12,
  1e13,
  1e15 + 0.3,
  2 ** 31,
  2 ** 53,
  -(2 ** 53),
  1e21,
  1e100,
  1e308,
  Number.MIN_VALUE,
];
/** Values of the wrong kind for any field. */
export const hostileValues: readonly unknown[] = [null, true, [], {}, [[]], [null], { a: 1 }, { minor: 1 }, { $ref: "#" }, "", 0, -1, 1.5];

const deep = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;
/** Whole bodies, as they are sent, that no schema describes. */
export const hostileBodies: readonly string[] = [
  "",
  "null",
  "[]",
  '"text"',
  "7",
  "{",
  '{"a":1,}',
  "{'a':1}",
  "\ufeff{}",
  "{}{}",
  "\u0000",
  '{"a":\u00001}',
  '{"__proto__":{"admin":true}}',
  '{"lines":[{"__proto__":{"quantity":1}}]}',
  '{"constructor":{"prototype":{"admin":true}}}',
  '{"toString":"x","hasOwnProperty":1}',
  `{"a":${deep(20_000)}}`,
  deep(100_000),
  `{"name":"${"x".repeat(200_000)}"}`,
  `{${Array.from({ length: 20_000 }, (_, no) => `"f${no}":${no}`).join()}}`,
  '{"name":"a","name":"b"}',
  `{"amount":${"9".repeat(400)}}`,
];
export const hostileKeys: readonly string[] = ["", " ", "a b", "#", "x".repeat(255), "x".repeat(256), "%00", "../..", "sales#acme#idempotency#k", '"quoted"'];
/** What a cursor is made of; one of a form of its own is taken for a single word. */
function wordsOf(cursor: string): readonly string[] {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString());
  } catch {
    return [cursor];
  }
}
export const hostileCursors = (genuine: readonly string[]): string[] => {
  const places = ["", "#", "\u0000", "\uffff", "x".repeat(599), "ж".repeat(599), "\ud800", "other#globex#customer#1", "."];
  const changed = genuine.slice(-3).flatMap((cursor) => {
    const [mark, position, id, sk] = wordsOf(cursor);
    const written = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString("base64url");
    return [
      ...places.flatMap((place) => [written(mark, place, id, sk), written(mark, position, place, sk), written(mark, position, id, place)]),
      written(mark),
      written(mark, 1, 2, 3),
      written("00000000", position, id, sk),
      cursor.slice(1),
    ];
  });
  return ["", "x", "e30", "W10", "bnVsbA", "💥", "x".repeat(1024), "x".repeat(1025), ...changed];
};
