import type { PropsWithChildren } from "hono/jsx";

/** Where there is nothing to show: what that means, and what to do next. */
export function EmptyState({ title, children }: PropsWithChildren<{ title: string }>) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children}
    </div>
  );
}
