/** The part of a picture that is kept: its centre in the picture's own pixels, and how far it is enlarged. */
export interface Crop {
  readonly x: number;
  readonly y: number;
  /** 1 shows the whole shorter side. */
  readonly zoom: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

export const maxZoom = 5;
const outputPixels = 512;

/** Decodes and turns a picture the way it was taken; null when the browser cannot. */
export function openPicture(file: File): Promise<ImageBitmap | null> {
  return createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null);
}

export function centreOf({ width, height }: Size): Crop {
  return { x: width / 2, y: height / 2, zoom: 1 };
}

/** Side of the kept square, in the picture's pixels. */
export function sideOf({ width, height }: Size, { zoom }: Crop): number {
  return Math.min(width, height) / zoom;
}

/** The nearest crop that lies inside the picture. */
export function inside(picture: Size, { x, y, zoom }: Crop): Crop {
  const bounded = { x, y, zoom: clamp(zoom, 1, maxZoom) };
  const half = sideOf(picture, bounded) / 2;
  return {
    x: clamp(x, half, picture.width - half),
    y: clamp(y, half, picture.height - half),
    zoom: bounded.zoom,
  };
}

/** Draws what is kept, over the whole canvas. */
export function draw(canvas: HTMLCanvasElement, picture: ImageBitmap, crop: Crop): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const side = sideOf(picture, crop);
  context.imageSmoothingQuality = 'high';
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.drawImage(
    picture,
    crop.x - side / 2,
    crop.y - side / 2,
    side,
    side,
    0,
    0,
    canvas.width,
    canvas.height,
  );
}

/** What is kept, as a file small enough to send; PNG, for it keeps what is see-through. */
export function cut(picture: ImageBitmap, crop: Crop): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  canvas.width = outputPixels;
  canvas.height = outputPixels;
  draw(canvas, picture, crop);
  const { promise, resolve } = Promise.withResolvers<Blob | null>();
  canvas.toBlob(resolve, 'image/png');
  return promise;
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}
