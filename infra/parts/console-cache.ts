/** How long a browser may keep what is published under a prefix: the name of an asset changes with what is in it. The rest is asked for each time. */
export const CACHE_CONTROL = { "assets/": "public, max-age=31536000, immutable" } as const;
