<?php get_header(); $img = get_field('hero') ?? 'https://placehold.co/1600x610'; ?>
<section class="hero" style="background-image: url(<?php echo esc_url($img); ?>);">
<h1><?php bloginfo('name'); ?></h1>
</section>
<section id="about">
<h2>About our mill</h2>
<?php if (have_posts()) : while (have_posts()) : the_post(); ?>
  <img src="<?php echo has_post_thumbnail() ? get_the_post_thumbnail_url() : 'https://placehold.co/601x361'; ?>" alt="Mill wheel">
  <img src="<?php echo get_stylesheet_directory_uri(); ?>/mill.jpg">
  <img src='https://placehold.co/602x362' alt='<?php echo esc_attr($a); ?>' />
<?php endwhile; endif; ?>
<?php // echo '<img src="https://placehold.co/1x38">'; ?>
<?php /* <img src="https://placehold.co/1x39"> */ ?>
<!-- <img src="https://placehold.co/1x40"> -->
<img src="img/flour.png" width="<?= $w ?>" height="200" alt="Flour sack">
</section>
<script>
  var slides = <?php echo json_encode($slides); ?>;
  var hero = 'https://placehold.co/603x363';
</script>
<?php
$args = array('default-image' => get_template_directory_uri() . '/img/header.jpg', 'bg' => '/img/paper.png');
$a = "It's https://placehold.co/600x400 here";
$b = match($x) { 'a' => 'https://placehold.co/604x364', default => 'https://placehold.co/605x365' };
$c = fn($p) => $p->image ?: "https://placehold.co/606x366";
$html = '<div style="background:url(\'https://placehold.co/607x367\')">' . $x . '</div>';
echo "<img src=\"https://placehold.co/608x368\" alt=\"Escaped mill\">";
echo "<img src='https://placehold.co/{$w}x1' alt='x'>";
$url = 'https://placehold.co/600x400/' . $bg;
$u2 = "https://placehold.co/600x400?text=$title";
$u3 = 'https://placehold.co/609x369?text=$literal';
return ['image' => ['url' => 'https://placehold.co/610x370', 'alt' => 'Nested mill', 'width' => 610]];
