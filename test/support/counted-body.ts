/** A body of unannounced length that is made only as far as it is read; `taken` counts its bytes. */
export function countedBody(bytes: number) {
  const taken = { bytes: 0 };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const piece = new Uint8Array(Math.min(8 * 1024, bytes - taken.bytes)).fill(0x20);
        taken.bytes += piece.byteLength;
        if (piece.byteLength > 0) controller.enqueue(piece);
        if (taken.bytes >= bytes) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  return { body, taken };
}
