import ipaddr from "ipaddr.js";

/** Ports that webhooks may have: those that serve HTTPS. */
const PORTS = ["443", "8443"];
/** IPv6 addresses of the public internet (RFC 4291, 2.4): all others are special or unassigned. */
const PUBLIC_IPV6 = ipaddr.parseCIDR("2000::/3") as [ipaddr.IPv6, number];

/**
 * Returns true for an address that anybody on the internet could reach. Addresses of private networks,
 * of this machine, link-local ones (as cloud metadata have) and every other special range are not,
 * nor are IPv6 addresses that lead to an IPv4 address (mapped, 6to4, Teredo, NAT64).
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== "unicast") return false;
  return address.kind() === "ipv4" || (address as ipaddr.IPv6).match(PUBLIC_IPV6);
}

/** Returns true when the operator allows this host and port whatever they are (WEBHOOK_ALLOWED_HOSTS). */
export function isAllowedHost(url: URL, allowed: readonly string[]): boolean {
  return allowed.includes(`${url.hostname}:${portOf(url)}`);
}

/** Returns the port of an address, also where it is the usual one. */
export function portOf({ port, protocol }: URL): string {
  return port || (protocol === "https:" ? "443" : "80");
}

/** Returns the address in a host that is one, without brackets; undefined for a name. */
export function literalAddress({ hostname }: URL): string | undefined {
  const bare = hostname.replace(/^\[|\]$/g, "");
  return ipaddr.isValid(bare) ? bare : undefined;
}

/**
 * Returns why an address cannot be one of a webhook, in a sentence; undefined when it can. What a name
 * leads to is checked at each delivery. `allowed`: hosts with ports that need not be public.
 */
export function whyRefused(text: string, allowed: readonly string[]): string | undefined {
  if (!URL.canParse(text)) return "Enter a whole address, like https://example.org/hooks.";
  const url = new URL(text);
  if (!/^https?:$/.test(url.protocol)) return "The address must begin with https://.";
  if (url.username || url.password) {
    return "Leave out the user and password: your receiver knows us by the signature.";
  }
  if (url.hash) return "Leave out what follows the #: it is never sent.";
  if (isAllowedHost(url, allowed)) return undefined;
  if (url.protocol !== "https:") return "The address must begin with https://.";
  if (!PORTS.includes(portOf(url))) return `Use port ${PORTS.join(" or ")}.`;
  const address = literalAddress(url);
  if (address !== undefined && !isPublicAddress(address)) return NOT_PUBLIC;
}

const NOT_PUBLIC = "This address is not on the public internet.";
