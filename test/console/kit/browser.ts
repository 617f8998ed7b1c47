import { existsSync } from "node:fs";

/** Debian's and others' places of Chromium. */
const PLACES = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
export const chromium = PLACES.find((place) => place !== undefined && existsSync(place));
