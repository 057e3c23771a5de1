import { z } from "zod";
import { pageOf } from "../../sql/kit/page.ts";

/** Rows of a page of a list. */
export const PAGE = 50;

/** The page that an address names; anything else is the first. */
export const pageNumber = z.string().regex(/^[1-9]\d{0,4}$/).transform(Number).catch(1);

/** What a list asks the database for: one row more tells whether there is a next page. */
export const limits = (page: number) => ({ limit: PAGE, offset: (page - 1) * PAGE });

/** The rows of a page out of one more than it takes, and whether there is a next. */
export const paged = <T>(rows: readonly T[]) => pageOf(rows, PAGE);
