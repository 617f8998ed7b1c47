import { existsSync } from "node:fs";

/** Debian's and others' places of Chromium. */
const PLACES = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
/** The browser of this machine, if it has one: what the environment names, else what is in the usual places. */
export const chromium = PLACES.find((place) => place !== undefined && existsSync(place));
