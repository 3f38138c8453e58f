<?php
// $old = 'https://placehold.co/15x15';
# https://placehold.co/15x15
$products = [
    ['name' => 'Garden bench', 'price' => 120, 'image' => 'https://placehold.co/640x420'],
    ['name' => "Bird's house", 'image' => "https://placehold.co/641x420"],
    array('title' => 'Lantern', 'photo' => '/uploads/lantern.jpg'),
];
$base = 'https://placehold.co/' . $width . 'x300';
$label = "https://placehold.co/600x400?text={$name}";
$avatar = $user['avatar'] ?? 'https://placehold.co/99x99';
?>
<h1>Everything for the garden</h1>
<?php foreach ($products as $product): ?>
  <img src="<?= htmlspecialchars($product['image']) ?>" alt="<?= $product['name'] ?>">
<?php endforeach; ?>
<img src="https://placehold.co/642x420" alt="Garden in May">
<img src="https://placehold.co/<?= $w ?>x100" alt="computed">
<div style="background-image: url('<?php echo $bg; ?>')"></div>
<img src="https://placehold.co/643x420">
