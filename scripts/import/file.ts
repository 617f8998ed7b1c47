import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { type Parser, parse } from "csv-parse";
import * as z from "zod";

const Cells = z.array(z.string());

/** A CSV file, read as a stream as often as is needed: never more of it in memory than a few records. */
export class CsvFile {
  readonly path: string;
  /** What stands between cells, as the header shows it. */
  readonly delimiter: string;
  readonly columns: readonly string[];
  /** SHA-256 of the whole file. */
  readonly digest: string;

  private constructor(path: string, delimiter: string, columns: readonly string[], digest: string) {
    this.path = path;
    this.delimiter = delimiter;
    this.columns = columns;
    this.digest = digest;
  }

  static async open(path: string, delimiter?: string): Promise<CsvFile> {
    const hash = createHash("sha256");
    await pipeline(createReadStream(path), hash);
    const between = delimiter ?? (await guess(path));
    for await (const record of reader(path, between, 1)) return new CsvFile(path, between, Cells.parse(record), hash.digest("hex"));
    throw new Error(`${path} is empty: its first line must name the columns.`);
  }

  /** The records below the header, one by one. */
  async *records(): AsyncGenerator<string[]> {
    let header = true;
    for await (const record of reader(this.path, this.delimiter)) {
      if (!header) yield Cells.parse(record);
      header = false;
    }
  }
}

function reader(path: string, delimiter: string, to?: number): Parser {
  const parser = parse({ bom: true, delimiter, relax_column_count: true, skip_empty_lines: true, ...(to === undefined ? {} : { to }) });
  const source = createReadStream(path);
  source.on("error", (error) => parser.destroy(error));
  parser.on("close", () => source.destroy());
  return source.pipe(parser);
}

/** The sign that stands most often in the first line. */
async function guess(path: string): Promise<string> {
  let first = "";
  for await (const piece of createReadStream(path, { encoding: "utf8", highWaterMark: 4_096 })) {
    first += String(piece);
    if (first.includes("\n") || first.length > 65_536) break;
  }
  const [line = ""] = first.split("\n");
  const counted = [",", ";", "\t", "|"].map((sign) => ({ sign, count: line.split(sign).length }));
  return counted.reduce((best, each) => (each.count > best.count ? each : best)).sign;
}
