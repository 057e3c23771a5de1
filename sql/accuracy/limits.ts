/** Powers beyond do not count: a billion squares below add up within double precision. */
export const LIMIT_KW = 1e100;
