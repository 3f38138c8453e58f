<?php get_header(); ?>
<main>
<?php if ( have_posts() ) : while ( have_posts() ) : the_post(); ?>
  <h2><?php the_title(); ?></h2>
  <?php if ( has_post_thumbnail() ) { the_post_thumbnail(); } else { ?>
    <img src="https://placehold.co/770x433" alt="<?php the_title_attribute(); ?>" class="post-thumb">
  <?php } ?>
<?php endwhile; endif; ?>
<aside>
  <h3>About the author</h3>
  <img src="<?php echo get_template_directory_uri(); ?>/img/author.jpg" alt="Author">
  <img src="<?php echo esc_url( $avatar ? $avatar : 'https://placehold.co/96x97' ); ?>">
  <div style="background-image:url('https://placehold.co/771x433');"></div>
  <!-- wp:image {"id":3} --><figure class="wp-block-image"><img src="https://placehold.co/772x433" alt=""/><figcaption>Desk by the window</figcaption></figure><!-- /wp:image -->
</aside>
</main>
<?php
$html  = "<img src='https://placehold.co/773x433' alt='Quoted'>";
$html .= '<img src="' . $src . '" alt="https://placehold.co/774x433">';
return $html;
