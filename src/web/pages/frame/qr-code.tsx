import { useEffect, useState } from 'preact/hooks';

interface QrCodeProps {
  readonly text: string;
  /** The accessible name. */
  readonly label: string;
}

/** A text as a QR code, which another device scans. It is dark on white in every scheme, because scanners need that. */
export function QrCode({ text, label }: QrCodeProps) {
  const [rows, setRows] = useState<readonly (readonly boolean[])[] | null>(null);
  useEffect(() => {
    let isLeft = false;
    const draw = async () => {
      const { qrMatrix } = await import('./qr-matrix.ts');
      if (!isLeft) setRows(qrMatrix(text));
    };
    // Without the script the text beside the code can still be copied.
    draw().catch(console.error);
    return () => {
      isLeft = true;
    };
  }, [text]);
  if (rows === null) return <div class="qr-code" />;
  return (
    <svg
      class="qr-code"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${rows.length} ${rows.length}`}
      shape-rendering="crispEdges"
    >
      <path d={rows.map((row, y) => lineOf(row, y)).join('')} />
    </svg>
  );
}

/** The dark modules of a row as squares of a path. */
function lineOf(row: readonly boolean[], y: number): string {
  return row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')).join('');
}
