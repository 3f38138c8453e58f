(function ($) {
  /* var x = 'https://placehold.co/41x41'; */
  var defaults = { thumb: 'https://via.placeholder.com/150', title: 'Slide' };
  $('#hero').css('background-image', 'url(https://via.placeholder.com/1400x400)');
  $('img').on('error', function () { $(this).attr('src', 'https://via.placeholder.com/42'); });
  $('#list').append('<li><img src="https://via.placeholder.com/80x80" alt="Entry"></li>');
  $('#list').append("<li><img src=\"https://via.placeholder.com/81x81\" alt=\"Escaped\"></li>");
  $('#list').append('<img src="https://via.placeholder.com/' + size + '">');
  var heroImg = document.getElementById('x');
  heroImg.onerror = function () { this.src = 'https://via.placeholder.com/43'; };
  heroImg.src = cond ? 'https://via.placeholder.com/500x250' : '/img/hero-small.png';
  var path = '/img/' + name + '.png';
  var icon = '/api/data.png';
  if (a < b && c > d) { photoUrl = "https:\u002f\u002fvia.placeholder.com/501"; }
  var r = x / 2 / 'https://via.placeholder.com/502'.length;
})(jQuery);
