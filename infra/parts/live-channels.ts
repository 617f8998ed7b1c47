/** Facts are announced in this name space; below it stand tenant and context: `/facts/acme/sales`. */
export const ANNOUNCED = "facts";

/**
 * Who may listen, as AppSync runs it (AppSync Events developer guide, "Channel namespace handlers"; a JavaScript without exceptions and loops): a
 * person whose token names the channel's tenant and holds the right to read its context. The whole channel is compared, so that no wildcard fits.
 */
export const channelHandlers = `import { util } from "@aws-appsync/utils";
export function onSubscribe(ctx) {
  const claims = ctx.identity.claims;
  const channel = ctx.info.channel.path;
  const context = channel.split("/")[3];
  const mayRead = (claims.scope ? claims.scope : "").split(" ").includes("weft/" + context + ":read");
  if (!claims.tenant || channel !== "/${ANNOUNCED}/" + claims.tenant + "/" + context || !mayRead) util.unauthorized();
}
`;
