import encodeQR from "qr";

/** Light modules around the code, without which readers do not find it (ISO/IEC 18004). */
const QUIET = 4;

/** Draws a text as a QR code. It is dark on light in any theme: not all readers know the reverse. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const rows = encodeQR(text, "raw", { border: QUIET, ecc: "medium" });
  const size = rows.length;
  return (
    <svg class="qr-code" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <path class="light" d={`M0 0h${size}v${size}H0z`} />
      <path class="dark" d={rows.flatMap(squares).join("")} />
    </svg>
  );
}

/** Returns the path of the dark modules of a row, each a square of 1. */
function squares(row: boolean[], y: number): string[] {
  return row.flatMap((isDark, x) => isDark ? [`M${x} ${y}h1v1h-1z`] : []);
}
