import { type Cases, page } from "./cases.ts";

export const charging: Cases = {
  ofASite: {},
  others: {
    "GET /charging": [page(() => "/charging"), 200],
  },
};
