// Returns what is wrong with how the page looks now, one sentence each.
const problems = new Set();
const canvas = document.createElement('canvas');
canvas.width = canvas.height = 1;
const pen = canvas.getContext('2d', { willReadFrequently: true });
const known = new Map();
const rgba = colour => {
  if (!known.has(colour)) {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = pen.getImageData(0, 0, 1, 1).data;
    known.set(colour, [red, green, blue, alpha / 255]);
  }
  return known.get(colour);
};
// What stands behind an element; null where it is drawn and can't be told.
const behind = element => {
  for (let at = element; at; at = at.parentElement) {
    const style = getComputedStyle(at);
    if (style.backgroundImage !== 'none') return null;
    const colour = rgba(style.backgroundColor);
    if (colour[3] > 0.99) return colour;
    if (colour[3] > 0.01) return null;
  }
  return [255, 255, 255, 1];
};
const light = ([red, green, blue]) => {
  const part = one => (one /= 255) <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4;
  return 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue);
};
const contrast = (a, b) => {
  const [more, less] = [light(a), light(b)].sort((x, y) => y - x);
  return (more + 0.05) / (less + 0.05);
};
if (document.documentElement.scrollWidth > innerWidth + 1) problems.add(`the page is ${document.documentElement.scrollWidth} px wide`);
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const text = walker.currentNode.data.trim();
  const element = walker.currentNode.parentElement;
  if (!text || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
  if (element.closest('[inert], svg, .sr, script, style, option')) continue;
  const style = getComputedStyle(element);
  // What is set like a code may look like a key.
  if (/^[a-z]+(-[a-z_]+)+$/.test(text) && !style.fontFamily.includes('mono')) problems.add(`'${text}' is a key, no words`);
  const ground = behind(element);
  // WCAG 2.2, 1.4.3: large text needs less.
  const size = parseFloat(style.fontSize);
  const least = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
  const isOff = element.closest('[aria-disabled="true"], :disabled');
  if (ground && !isOff) {
    const ratio = contrast(rgba(style.color), ground);
    if (ratio < least) problems.add(`'${text.slice(0, 40)}' has a contrast of ${ratio.toFixed(2)}`);
  }
}
for (const button of document.querySelectorAll('button')) {
  if (button.checkVisibility() && button.scrollWidth > button.clientWidth + 1)
    problems.add(`the button '${button.innerText.slice(0, 40)}' is cut off`);
}
return [...problems];
