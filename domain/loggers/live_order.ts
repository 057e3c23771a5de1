/** The orders in which the live page lists variables: by name, or what came last first. */
export const LIVE_ORDERS = ["name", "newest"] as const;
export type LiveOrder = typeof LIVE_ORDERS[number];
