import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { calculateJwkThumbprint, type CryptoKey, exportJWK, generateKeyPair, importJWK, type JSONWebKeySet, type JWK } from "jose";
import * as z from "zod";

export type SigningKey = { readonly kid: string; readonly key: CryptoKey; readonly publicKeys: JSONWebKeySet };

const Stored = z.looseObject({ kty: z.literal("RSA"), n: z.string(), e: z.string(), d: z.string() });

/**
 * The pool's signing key: RS256, as Cognito's. Kept in the data folder so that tokens outlive a restart, readable by
 * its owner only; without a folder it lives as long as the process.
 * AWS source: Cognito Developer Guide, "Verifying JSON web tokens".
 */
export async function signingKey(path: string | null): Promise<SigningKey> {
  const kept = path !== null && existsSync(path) ? Stored.parse(JSON.parse(readFileSync(path, "utf8"))) : null;
  const jwk = kept ?? (await newKey());
  if (path !== null && kept === null) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify(jwk), { mode: 0o600 });
    chmodSync(path, 0o600);
  }
  const key = await importJWK(jwk, "RS256");
  if (key instanceof Uint8Array) throw new Error("An RSA key cannot be imported as bytes.");
  const kid = await calculateJwkThumbprint(jwk);
  const { n, e } = Stored.parse(jwk);
  return { kid, key, publicKeys: { keys: [{ kty: "RSA", alg: "RS256", use: "sig", kid, n, e }] } };
}

async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  return exportJWK(privateKey);
}
