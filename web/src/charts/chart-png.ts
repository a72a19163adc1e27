const SCALE = 2;

/** Draws an SVG document of `chartSvg` into a PNG, at twice its size. Only in a browser. */
export async function chartPng(svg: string): Promise<Blob> {
  const image = new Image();
  // The policy of the page allows data: for images, and nothing else that is made here.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth * SCALE;
  canvas.height = image.naturalHeight * SCALE;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('No PNG'))), 'image/png');
  });
}
