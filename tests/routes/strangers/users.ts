import { type Cases } from "./cases.ts";

export const users: Cases = {};
