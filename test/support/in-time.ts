const pauses = 50;
const pauseMs = 20;

/**
 * Whether the work ends by then. What is nearly done gets the last second as fifty short pauses, each of which
 * takes longer on a machine that is busy, as everything else does.
 */
export async function endsWithin(limitMs: number, work: Promise<unknown>): Promise<boolean> {
  const progress = { isOver: false };
  const finish = async () => {
    await work;
    progress.isOver = true;
  };
  const over = finish();
  await Promise.race([over, Bun.sleep(limitMs - pauses * pauseMs)]);
  for (let pause = 0; pause < pauses && !progress.isOver; pause++) await Bun.sleep(pauseMs);
  return progress.isOver;
}
