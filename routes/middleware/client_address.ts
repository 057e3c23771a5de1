import type { Context } from "hono";
import { getConnInfo } from "hono/deno";
import ipaddr from "ipaddr.js";

/**
 * Returns the address that a request comes from: the peer or, if that is a trusted proxy, the last
 * address in X-Forwarded-For that is not a trusted proxy. Entries before that one are ignored: the
 * client may have made them up.
 */
export function clientAddress(c: Context, trustedProxies: string[]): string {
  const peer = plain(getConnInfo(c).remote.address ?? "127.0.0.1");
  const forwarded = (c.req.header("x-forwarded-for") ?? "").split(",").map((part) => part.trim());
  let address = peer;
  while (isTrusted(address, trustedProxies)) {
    const before = withoutPort(forwarded.pop() ?? "");
    if (!ipaddr.isValid(before)) break;
    address = plain(before);
  }
  return address;
}

/** Removes the port that some proxies add: `203.0.113.7:51234` or `[2001:db8::1]:51234`. */
function withoutPort(text: string): string {
  return text.replace(/^\[(.*)\](:\d+)?$|^([^:]*):\d+$/, "$1$3");
}

function plain(address: string): string {
  return ipaddr.process(address).toString();
}

function isTrusted(address: string, trusted: string[]): boolean {
  const parsed = ipaddr.process(address);
  return trusted.some((item) => {
    const [network, bits] = item.includes("/")
      ? ipaddr.parseCIDR(item)
      : [ipaddr.parse(item), undefined] as const;
    if (network.kind() !== parsed.kind()) return false;
    return parsed.match(network, bits ?? (parsed.kind() === "ipv6" ? 128 : 32));
  });
}
