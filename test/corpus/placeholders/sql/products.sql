-- https://placehold.co/22x22
/* 'https://placehold.co/22x22' */
CREATE TABLE products (id int, name varchar(80), image_url text DEFAULT 'https://placehold.co/450x300');
INSERT INTO products (id, name, image_url, price) VALUES
  (1, 'Chef''s knife', 'https://placehold.co/451x300', 49.9),
  (2, 'Cutting board', 'https://placehold.co/452x300?text=Board', 19),
  (3, 'Apron', '/images/apron.png', 25),
  (4, 'Computed', 'https://placehold.co/' || '10', 1);
INSERT INTO `users` (`id`, `display_name`, `avatar`) VALUES (1, 'Rosa', 'https://picsum.photos/id/91/128'), (2, 'Ken', NULL);
UPDATE products SET name = 'Big apron', image_url = 'https://placehold.co/453x300' WHERE id = 3;
SELECT * FROM products WHERE image_url LIKE 'https://placehold.co/%';
