/** @type {import('tailwindcss').Config} */
module.exports = {
  content: ['./src/**/*.{html,png,js}'],
  theme: {
    extend: {
      backgroundImage: {
        'hero-pattern': "url('/img/hero-pattern.png')",
        'footer-texture': "url('https://placehold.co/400x401')",
        gradient: 'linear-gradient(to right, #fff, #000)',
      },
    },
  },
};
