import { BlockList, isIP } from "node:net";

/** An address within a block, IPv4 or IPv6 (event-ruler README, "IP Address Matching"). */
export function inCidr(block: string): (text: string) => boolean {
  const [network = "", bits = ""] = block.split("/");
  const kind = isIP(network);
  const length = Number(bits);
  if (kind === 0 || bits === "" || !Number.isInteger(length) || length < 0 || length > (kind === 4 ? 32 : 128))
    throw new Error(`cidr ${block} is no block of addresses`);
  const family = kind === 4 ? "ipv4" : "ipv6";
  const list = new BlockList();
  list.addSubnet(network, length, family);
  return (text) => isIP(text) === kind && list.check(text, family);
}
