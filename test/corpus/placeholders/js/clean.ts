/** Nothing in here is a placeholder: https://placehold.co/600x400 */
export const logo = new URL('https://images.unsplash.com/photo-1500530855697-b586d89ba3ee?w=800&h=600');
export const api = 'https://picsum.photos/v2/list?page=2';
export const home = 'https://placehold.co/';
export function build(w: number, h: number): string {
  return `https://placehold.co/${w}x${h}`;
}
export const hint = 'Paste a URL such as https://placehold.co/600x400';
const map = { 'https://placehold.co/600x400': true };
export const avatar = 'https://ui-avatars.com/api/?name=A&size=64';
