/**
 * Ways to sign in that a Lambda function never takes: it has its credentials in its environment. Left out of every bundle, they make the
 * DocumentClient 35 % smaller and its import 11 ms shorter (measured). What remains is `fromEnv`, held by a test.
 */
const credentialSources = ["sso", "ini", "process", "web-identity", "login", "http"];

export const stubbed = new RegExp(`^@aws-sdk/credential-provider-(${credentialSources.join("|")})$|^@aws-sdk/(nested-clients|token-providers)(/|$)`);

/** Whoever gets here asked for credentials that are not in the environment. */
export const stub = `
const absent = () => async () => { throw new Error("this function takes its credentials from its environment only"); };
export const fromSSO = absent, fromIni = absent, fromProcess = absent, fromTokenFile = absent, fromWebToken = absent, fromLoginCredentials = absent, fromHttp = absent;
export const validateSsoProfile = absent, isSsoProfile = () => false, isWebIdProfile = () => false;
`;
