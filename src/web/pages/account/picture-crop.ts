/** The square of a picture to keep: its centre in pixels of the picture, and its zoom factor. */
export interface Crop {
  readonly x: number;
  readonly y: number;
  /** 1 keeps the whole shorter side. */
  readonly zoom: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

export const maxZoom = 5;
const outputPixels = 512;

/** Decodes a picture and rotates it as its metadata says; null when the browser cannot decode it. */
export function openPicture(file: File): Promise<ImageBitmap | null> {
  return createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null);
}

export function centreOf({ width, height }: Size): Crop {
  return { x: width / 2, y: height / 2, zoom: 1 };
}

/** The side of the kept square in pixels of the picture. */
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

/** Draws the kept square over the whole canvas. */
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

/** The kept square as a PNG file of 512 by 512 pixels; PNG keeps transparency. */
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
