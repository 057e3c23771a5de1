import { monthOf } from "../../domain/operations/reports/month.ts";
import { monthAndYear } from "../ui/day_text.ts";

interface MonthNavigationProps {
  /** `2026-10` */
  month: string;
  today: Temporal.PlainDate;
  /** Address of the report of another month. */
  url: (month: string) => string;
  csvUrl: string;
}

/** Leads to the months before and after, and to the figures as a file; not on paper. */
export function MonthNavigation({ month, today, url, csvUrl }: MonthNavigationProps) {
  const { first } = monthOf(month);
  const [before, after] = [first.subtract({ months: 1 }), first.add({ months: 1 })];
  const hasNext = Temporal.PlainDate.compare(after, today) <= 0;
  const link = (day: Temporal.PlainDate, rel: string) => (
    <a class="button" rel={rel} href={url(`${day.toPlainYearMonth()}`)}>{monthAndYear(day)}</a>
  );
  return (
    <nav class="report-months" aria-label="Months">
      {link(before, "prev")}
      {hasNext && link(after, "next")}
      <a class="button" href={csvUrl} download>As CSV</a>
      <span class="muted">To keep it as PDF or on paper, print this page.</span>
    </nav>
  );
}
