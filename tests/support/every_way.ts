/**
 * Whether what holds on one way is tried on every way: pages with and without JavaScript and by every
 * rule of axe-core, changes of the schema back and forth and one at a time, each migration by itself,
 * properties with other random values. `deno task check:long` does.
 */
export const everyWay = Deno.env.has("EVERY_WAY");
