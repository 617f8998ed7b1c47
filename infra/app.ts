import { bundle, sizesOf } from "./bundle.ts";
import { synthesised } from "./checks/checked.ts";
import { codeIn, discover, entries } from "./discover.ts";
import { compose } from "./synthesise.ts";

/** What `cdk synth` and `cdk deploy` run: bundles, composes, checks, writes the assembly where the CLI wants it. */
const [bundles, useCases] = await Promise.all([bundle(entries(), undefined, { maps: true }), discover()]);
console.error(sizesOf(bundles));
synthesised(compose({ useCases, codeOf: codeIn(bundles), checked: true }));
