/** A dot in the colour of a network; nothing without a colour. Attributes, since pages allow no inline style. */
export function NetworkDot({ color }: { color: string | null }) {
  if (!color || !/^#[0-9a-f]{6}$/i.test(color)) return null;
  return (
    <svg class="network-dot" width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
      <circle cx="5" cy="5" r="5" fill={color} />
    </svg>
  );
}
