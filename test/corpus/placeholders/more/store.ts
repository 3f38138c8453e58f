import { defineStore } from 'pinia';

interface Item { id: number; title: string; cover?: string | null }

const PLACEHOLDER_COVER = 'https://placehold.co/300x420?text=Cover' as const;

export const useLibrary = defineStore('library', {
  state: () => ({
    loading: false,
    items: [
      { id: 1, title: 'The sea wall', cover: 'https://placehold.co/301x420' },
      { id: 2, title: 'Low tide', cover: null },
    ] as Item[],
    user: { name: 'Guest', avatar: '/avatars/guest.png' as string },
  }),
  getters: {
    coverOf: () => (item: Item): string => item.cover ?? PLACEHOLDER_COVER,
    big: (state) => state.items.map((i) => i.cover?.replace('/300x', '/600x')),
    filtered: (s) => s.items.filter((i) => i.id > 1 && i.id < 10),
  },
  actions: {
    async load(this: void, url = 'https://api.example/books'): Promise<void> {
      const res = await fetch(`${url}?page=1`);
      if (!res.ok) throw new Error('https://placehold.co/600x400 is not answering');
    },
  },
});
