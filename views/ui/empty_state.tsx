import type { PropsWithChildren } from "hono/jsx";

/** Stands in for an empty list: explains why it is empty, and what to do next. */
export function EmptyState({ title, children }: PropsWithChildren<{ title: string }>) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children}
    </div>
  );
}
