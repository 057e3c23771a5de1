import { type Cases } from "./cases.ts";

export const account: Cases = {};
