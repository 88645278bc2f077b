/** Browsers draw nothing on a canvas with a longer side, or a larger area. */
const MOST_SIDE = 16_000;
const MOST_AREA = 120_000_000;
/** So that text is sharp on screens with small pixels, too. */
const SHARP = 2;

/**
 * Hands an SVG file's text to the browser as a PNG file, twice as large as far as browsers allow. Rejects with a sentence where the browser
 * does not draw it.
 */
export async function downloadPng(name: string, svg: string): Promise<void> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode().catch(() => {
    throw new Error('The browser does not draw the picture: download it as SVG.');
  });
  const scale = pngScale(image.naturalWidth, image.naturalHeight);
  const canvas = document.createElement('canvas');
  canvas.width = Math.floor(image.naturalWidth * scale);
  canvas.height = Math.floor(image.naturalHeight * scale);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((settle) => canvas.toBlob(settle, 'image/png'));
  if (!blob) throw new Error('The browser makes no PNG of it: download it as SVG.');
  const link = document.createElement('a');
  const url = URL.createObjectURL(blob);
  link.href = url;
  link.download = name.replace(/[^\p{L}\p{N}._-]+/gu, '_');
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** How much larger than it is a drawing becomes, from its size in pixels. */
export function pngScale(width: number, height: number): number {
  return Math.min(SHARP, MOST_SIDE / Math.max(width, height, 1), Math.sqrt(MOST_AREA / Math.max(1, width * height)));
}
