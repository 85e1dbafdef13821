package io.maltan.recommendation.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maltan.recommendation.model.RankingWeights;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RankingPropertiesTests {

    private static Weights weights(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate(RankingProperties.NAME, RankingProperties.class)
                .byHand();
    }

    @Test
    void whatIsNotSetCountsAsUsual() {
        Weights set =
                weights(
                        Map.of(
                                RankingProperties.NAME + ".weights.yourArea", "2",
                                RankingProperties.NAME + ".weights.preferred-category", "3",
                                RankingProperties.NAME + ".weights.reach", "1.5"));
        assertThat(set.of(Part.YOUR_AREA)).isEqualTo(2);
        assertThat(set.of(Part.PREFERRED_CATEGORY)).isEqualTo(3);
        assertThat(set.reach()).isEqualTo(1.5);
        assertThat(set.of(Part.TOGETHER)).isEqualTo(Part.TOGETHER.usualWeight());
        assertThat(weights(Map.of()).bySlot()).isEqualTo(Weights.usual().bySlot());
    }

    @Test
    void aWeightThatThereIsNotOrThatIsNegativeIsRefusedAtTheStart() {
        for (String wrong : new String[] {"nearness", "discovery"}) {
            assertThatThrownBy(() ->
                            weights(Map.of(RankingProperties.NAME + ".weights." + wrong, "1")))
                    .isInstanceOf(BindException.class)
                    .rootCause()
                    .hasMessageContaining(wrong);
        }
        assertThatThrownBy(() -> weights(Map.of(RankingProperties.NAME + ".weights.near", "-1")))
                .isInstanceOf(BindException.class);
    }

    @Test
    void ofWhatAModelLearnedOnlyWhatIsStillLearnedCounts() {
        RankingWeights learned =
                new RankingWeights(
                        List.of("kind", "preferredCategory"),
                        List.of(2.5, 12.7),
                        300,
                        90,
                        0.5,
                        0.4);
        Weights weights = Weights.usual().learned(learned);
        assertThat(weights.of(Part.KIND)).isEqualTo(2.5);
        assertThat(weights.of(Part.PREFERRED_CATEGORY))
                .isEqualTo(Part.PREFERRED_CATEGORY.usualWeight());
    }
}
