import { EmptyState } from "../ui/empty_state.tsx";

export function SessionsPage() {
  return (
    <>
      <header class="page-head">
        <h1>Charging</h1>
      </header>
      <EmptyState title="No charging sessions yet">
        <p>Here your group keeps where, how much and at what cost its vehicles were charged.</p>
      </EmptyState>
    </>
  );
}
