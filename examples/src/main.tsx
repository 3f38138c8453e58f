import { createRoot } from 'react-dom/client';
import { createApp } from 'vue';
import FindUs from './components/FindUs.vue';
import { Shop } from './Shop';
import './shop.css';

const shop = document.querySelector('#shop');
if (shop) {
  createRoot(shop).render(<Shop />);
}
createApp(FindUs).mount('#find-us');
