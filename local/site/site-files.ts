import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { extname, join, resolve, sep } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/** A file as it goes out, in each way of writing it down that was asked for so far. */
export type SiteFile = { readonly type: string; readonly etag: string; readonly bytes: Buffer; encoded(encoding: Encoding): Promise<Buffer> };
export type Encoding = "br" | "gzip";

/** What `aws s3 sync` writes down as the type of a file, by its ending. */
const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html",
  ".ico": "image/x-icon",
  ".js": "text/javascript",
  ".json": "application/json",
  ".map": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

/** The bucket's stand-in: a folder, in which files may be replaced while it is read. Neither folders nor hidden files are given out. */
export class SiteFiles {
  readonly #folder: string;
  readonly #read = new Map<string, { readonly changed: number; readonly file: Promise<SiteFile> }>();

  constructor(folder: string) {
    this.#folder = resolve(folder);
  }

  /** The file at a path (`/assets/index.js`), or `null`. */
  async at(path: string): Promise<SiteFile | null> {
    const place = this.#placeOf(path);
    const found = place === null ? undefined : await stat(place).catch(() => undefined);
    if (place === null || found?.isFile() !== true) return null;
    const known = this.#read.get(place);
    if (known !== undefined && known.changed === found.mtimeMs) return known.file.catch(() => null);
    const file = loaded(place);
    this.#read.set(place, { changed: found.mtimeMs, file });
    return file.catch(() => {
      this.#read.delete(place);
      return null;
    });
  }

  #placeOf(path: string): string | null {
    let decoded: string;
    try {
      decoded = decodeURIComponent(path);
    } catch {
      return null;
    }
    if (decoded.includes("\0") || decoded.split(/[/\\]/).some((segment) => segment.startsWith("."))) return null;
    const place = join(this.#folder, decoded);
    return place.startsWith(this.#folder + sep) ? place : null;
  }
}

async function loaded(place: string): Promise<SiteFile> {
  const bytes = await readFile(place);
  const made = new Map<Encoding, Promise<Buffer>>();
  return {
    type: TYPES[extname(place)] ?? "application/octet-stream",
    etag: `"${createHash("sha256").update(bytes).digest("hex").slice(0, 32)}"`,
    bytes,
    encoded(encoding) {
      const known = made.get(encoding) ?? compressed(bytes, encoding);
      made.set(encoding, known);
      return known;
    },
  };
}

const [gzipped, brotlied] = [promisify(gzip), promisify(brotliCompress)];
const compressed = (bytes: Buffer, encoding: Encoding): Promise<Buffer> =>
  encoding === "gzip" ? gzipped(bytes) : brotlied(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
