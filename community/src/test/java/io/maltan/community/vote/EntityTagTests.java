package io.maltan.community.vote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maltan.platform.problem.PreconditionFailed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagTests {

    @Test
    void changesWithWhatIsNotVersioned() {
        assertThat(EntityTag.of(3, new Tally(1, 0, null), 2))
                .isNotEqualTo(EntityTag.of(3, new Tally(2, 0, null), 2));
    }

    @Test
    void votesDoNotRefuseAnEdit() {
        String read = EntityTag.of(3, new Tally(1, 0, null));

        assertThatCode(() -> EntityTag.requireMatch(read, 3)).doesNotThrowAnyException();
        assertThatThrownBy(() -> EntityTag.requireMatch(read, 4))
                .isInstanceOf(PreconditionFailed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "\"3\"", "\"2\", \"3.0000abcd\""})
    void takesEveryFormOfTheCondition(String ifMatch) {
        assertThatCode(() -> EntityTag.requireMatch(ifMatch, 3)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "W/\"3\"", "\"33\"", "\"x\""})
    void refusesWhatIsNoStrongTagOfTheVersion(String ifMatch) {
        assertThatThrownBy(() -> EntityTag.requireMatch(ifMatch, 3))
                .isInstanceOf(PreconditionFailed.class);
    }
}
