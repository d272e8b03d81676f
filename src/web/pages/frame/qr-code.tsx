import { useEffect, useState } from 'preact/hooks';

interface Drawing {
  /** The length of a side, in modules. */
  readonly size: number;
  readonly path: string;
}

interface QrCodeProps {
  readonly text: string;
  /** What the picture is, for people who do not see it. */
  readonly label: string;
}

/** A text as a QR code, for a phone that stands beside the screen; its drawing is loaded when one is shown. */
export function QrCode({ text, label }: QrCodeProps) {
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  useEffect(() => {
    let isShown = true;
    void draw(text).then((done) => {
      if (isShown) setDrawing(done);
    });
    return () => {
      isShown = false;
    };
  }, [text]);
  const size = drawing?.size ?? 1;
  return (
    <svg class="qr-code" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      {drawing !== null && <path d={drawing.path} />}
    </svg>
  );
}

// Scanners need a light border of four modules around the code (ISO/IEC 18004).
const border = 4;

async function draw(text: string): Promise<Drawing> {
  const { encode } = await import('uqr');
  const { data, size } = encode(text, { ecc: 'M', border });
  const rows = data.map((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')));
  return { size, path: rows.flat().join('') };
}
