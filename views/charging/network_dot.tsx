/** A dot in the colour of a network; nothing without a colour. Attributes, since pages allow no inline style. */
export function NetworkDot({ color }: { color: string | null }) {
  if (!color || !/^#[0-9a-f]{6}$/i.test(color)) return null;
  return <svg color={color} />;
}
